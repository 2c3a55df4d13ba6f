EMAIL_HOST = "smtp.example.com"
