from pathlib import Path

from cms.settings.environment import data_folder

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = data_folder(BASE_DIR)
