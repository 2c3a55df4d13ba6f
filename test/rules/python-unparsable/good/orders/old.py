print "never imported"
