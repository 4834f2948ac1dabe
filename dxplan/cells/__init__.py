"""Files of others to cells without meaning. They may come from anybody; nothing in them is believed, run or looked up."""
