echo done
