import os
import dj_database_url as db
