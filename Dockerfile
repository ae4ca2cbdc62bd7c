# thinktap in a container: one crawl of what lies in /data, then the end. docs/install.md says how to start it.
#
# The base is named by its tag, so that each build takes in the newest security updates of Debian and Python. Who needs
# the same image twice names it by the digest that `docker buildx imagetools inspect` tells: python:…@sha256:…
FROM python:3.13-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /opt/thinktap
WORKDIR /src
# The packages first: they change less often than the project, and are not installed anew for it.
COPY requirements/run.txt requirements/
RUN pip --python /opt/thinktap/bin/python install \
    --no-deps --only-binary :all: --require-hashes --requirement requirements/run.txt
COPY . .
RUN pip --python /opt/thinktap/bin/python install --no-deps --no-build-isolation . \
    && pip --python /opt/thinktap/bin/python check

FROM python:3.13-slim-trixie
LABEL org.opencontainers.image.title="thinktap" \
      org.opencontainers.image.description="A listing page of a think tank in, trustworthy Parquet out" \
      org.opencontainers.image.source="https://github.com/thinktap/thinktap" \
      org.opencontainers.image.licenses="Apache-2.0"
# Numbers, for a cluster that looks whether root is meant; a folder of the host's that is mounted must be writable for it.
RUN groupadd --gid 10001 thinktap \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin thinktap \
    && install --directory --owner 10001 --group 10001 /data /data/sources
COPY --from=build /opt/thinktap /opt/thinktap
ENV PATH="/opt/thinktap/bin:$PATH" PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
# Sources, the dataset in output/data, and its state: all that is to outlive the container.
VOLUME ["/data"]
# The same as Ctrl-C: a crawl ends cleanly, and the next one goes on from there.
STOPSIGNAL SIGINT
# Not whether a process is there, which the engine knows: whether what a crawl needs is there, such as space, the right to
# write and certificates, and whether what it has left is sound, such as a lock that has been held for days. Asks no site.
HEALTHCHECK --interval=5m --timeout=1m --start-period=1m --retries=2 CMD ["thinktap", "doctor"]
ENTRYPOINT ["thinktap"]
CMD ["crawl", "--sources", "sources"]
