from salesforce import models


class Post(models.Model):
    title = models.TextField()
