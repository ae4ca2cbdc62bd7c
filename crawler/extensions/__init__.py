"""Extensions of Scrapy: what listens to its signals."""
