ROOT_URLCONF = "{{ project_name }}.urls"
