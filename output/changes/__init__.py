"""What has changed between the versions of articles?"""
