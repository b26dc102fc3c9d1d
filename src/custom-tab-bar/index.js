// WeChat insists on this component once app.json says `custom`. It stays empty: each tab page draws the tab bar itself, so one component serves WeChat and H5.
Component({})
