from ariadne import ObjectType
from aiodataloader import DataLoader
