import os
import sys

import environ
