STORAGES = {
    # none yet
}
