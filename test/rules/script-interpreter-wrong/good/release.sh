source bin/settings.sh
