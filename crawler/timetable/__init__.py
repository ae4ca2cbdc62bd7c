"""When is each source crawled, night after night, and how is that told to cron or systemd?"""
