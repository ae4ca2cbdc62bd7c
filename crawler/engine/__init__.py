"""How do many machines crawl one dataset? An engine hands out sources; on each machine a fleet crawls what it is given."""
