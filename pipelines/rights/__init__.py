"""Who holds the rights of an article, and under which licence does it stand?"""
