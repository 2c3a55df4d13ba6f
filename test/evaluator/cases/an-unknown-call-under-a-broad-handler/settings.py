import database_driver

try:
    database_driver.connect()
    ENGINE = "postgres"
except Exception:
    ENGINE = "sqlite"
