from django.test import SimpleTestCase


class IndexPage(SimpleTestCase):
    def test_answers(self):
        self.assertContains(self.client.get("/"), "lighthouse.svg")
