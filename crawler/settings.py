"""Which of Scrapy's settings differ from the default, and why?"""

from __future__ import annotations

BOT_NAME = "thinktap"
SPIDER_MODULES: list[str] = []  # sources are TOML files: see the loader
SPIDER_LOADER_CLASS = "crawler.spiderloader.TomlSpiderLoader"

# Our own. Folders of sources beside crawler/sources; where the dataset and its state lie; workers for extraction
# (0: one for each core).
THINKTAP_SOURCES: list[str] = []
THINKTAP_OUTPUT = "output/data"
THINKTAP_STATE = ""
THINKTAP_JOBS = 0

# Who we are, and by whose rules.
USER_AGENT = "thinktap/0.1 (+https://github.com/thinktap/thinktap)"
ROBOTSTXT_OBEY = True
COOKIES_ENABLED = False  # nothing here needs to log in
TELNETCONSOLE_ENABLED = False  # a console is a way in
REMOTE_CONTROL_ENABLED = False  # the same
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"file": None, "ftp": None, "data": None, "s3": None}  # strangers write our addresses

# How fast. A source's [limits] says otherwise.
DOWNLOAD_DELAY = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 32
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # as received
DOWNLOAD_WARNSIZE = 0  # too large is too large, there is no warning before
DOWNLOAD_FAIL_ON_DATALOSS = True  # a truncated page is no page
REDIRECT_MAX_TIMES = 5

DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.private_hosts.PrivateHosts": 50,  # before robots.txt is asked
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # asks in each run
    "crawler.middlewares.robots.Robots": 100,
    "crawler.middlewares.fetches.FetchLog": 950,  # nearest the network: sees every answer as it came
}
ITEM_PIPELINES = {
    "pipelines.item_pipeline.ExtractPipeline": 100,
    "output.item_pipeline.StorePipeline": 200,
}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.logformat.Quiet"
