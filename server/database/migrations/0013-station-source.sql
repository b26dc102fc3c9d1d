-- In which system a station's coordinates came, before they were made GCJ-02; null for those not imported.
ALTER TABLE station ADD COLUMN source_system text CHECK (source_system IN ('wgs84', 'gcj02', 'bd09'));
