import os
import sys
from pathlib import Path

import environ
