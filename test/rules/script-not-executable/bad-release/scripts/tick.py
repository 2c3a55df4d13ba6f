#!/usr/bin/env python
print('tick')
