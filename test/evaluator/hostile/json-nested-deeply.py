# DEBUG: the settings are nested too deeply to evaluate
import json
DEBUG=json.loads('['*100000+']'*100000)
