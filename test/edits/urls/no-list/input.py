urlpatterns = router.urls
