# -*- coding: utf-8 -*-
X = os.environ["X"]
