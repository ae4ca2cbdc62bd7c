"""Which of Scrapy's settings differ from the default, and why?"""

from __future__ import annotations

import os

BOT_NAME = "thinktap"
SPIDER_MODULES: list[str] = []  # sources are TOML files: see the loader
SPIDER_LOADER_CLASS = "crawler.spiderloader.TomlSpiderLoader"

# Our own. Folders of sources beside crawler/sources; where the dataset and its state lie; workers for extraction
# (0: one for each core), and what they load besides extraction's own modules.
THINKTAP_SOURCES: list[str] = []
THINKTAP_OUTPUT = "output/data"
THINKTAP_STATE = ""
THINKTAP_JOBS = 0
THINKTAP_LOADS = ["crawler.listings.reading"]
THINKTAP_CONCLUDES = True  # a run brings what is merged over sources up to date; a fleet does so for many at once
THINKTAP_SCHEDULER = ""  # of the engine that has the work done elsewhere; nowhere else: by this process
THINKTAP_LOG_FORMAT = "text"  # of the machines that do it
THINKTAP_DELAY = 1.0  # seconds between two requests to a host, of all sources and processes; see crawler/politeness

# Who we are, and by whose rules.
THINKTAP_CONTACT = os.environ.get("THINKTAP_CONTACT", "")  # who crawls: an e-mail address, or that of a page
USER_AGENT = "thinktap/0.1 (+https://github.com/thinktap/thinktap)"
# No Accept-Language: a site's own choice, as it gives it to Googlebot, which sends none either (Google's "How Google
# crawls locale-adaptive pages"). A source's `language` says otherwise.
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ROBOTSTXT_OBEY = True
COOKIES_ENABLED = False  # nothing here needs to log in
TELNETCONSOLE_ENABLED = False  # a console is a way in
REMOTE_CONTROL_ENABLED = False  # the same
DOWNLOAD_HANDLERS = {  # strangers write our addresses
    "http": "crawler.download.handler.WholeAnswers",
    "https": "crawler.download.handler.WholeAnswers",
    **dict.fromkeys(("file", "ftp", "data", "s3")),
}

# How fast. A source's [limits] says otherwise.
DOWNLOAD_DELAY = 0  # Scrapy's paces one spider; ours is THINKTAP_DELAY
RETRY_TIMES = 2
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 32
CONCURRENT_ITEMS = 1  # of one response; Scrapy begins so many tasks for each, and here a page gives one item
DOWNLOAD_TIMEOUT = 60  # seconds until an answer is whole
THINKTAP_FIRST_BYTE_TIMEOUT = 30  # until its headers are there
THINKTAP_CONNECT_TIMEOUT = 10
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # as received, and after decompression
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 20  # seconds; what is shown for longer is meant to be read
SCHEDULER = "crawler.scheduler.PatientScheduler"
SCHEDULER_MEMORY_QUEUE = (
    "scrapy.squeues.FifoMemoryQueue"  # in the listing's order: a run that is ended has the newest
)
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # what was asked is known here; a redirect to it is an answer
URLLENGTH_LIMIT = 0  # addresses are bounded where they are read, with a note; what is dropped here would be lost

DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.allowed.Allowed": 50,  # before robots.txt is asked
    # The download handler does it: what is not whole can be tried again there.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # asks in each run
    "crawler.middlewares.robots.Robots": 100,
    "crawler.middlewares.tdm_file.TdmFile": 110,  # for what may be asked
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # knows no pause
    "crawler.middlewares.politeness.Politeness": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,  # follows a page that reloads itself
    "crawler.middlewares.refresh.Refresh": 580,
    "crawler.middlewares.fetches.FetchLog": 950,  # nearest the network: sees every answer as it came
}
ITEM_PIPELINES = {
    "pipelines.item_pipeline.ExtractPipeline": 100,
    "output.item_pipeline.StorePipeline": 200,
}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.logs.format.Quiet"
EXTENSIONS = {"crawler.logs.lines.OneLineLog": 0, "crawler.extensions.faults.Faults": 0}
