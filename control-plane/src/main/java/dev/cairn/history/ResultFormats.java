package dev.cairn.history;

import jakarta.inject.Singleton;
import java.util.List;

/** The formats of answers, the preferred one first. */
@Singleton
public final class ResultFormats {
    private final List<ResultFormat> formats;

    public ResultFormats(JsonFormat json, NdjsonFormat ndjson, CsvFormat csv) {
        this.formats = List.of(json, ndjson, csv);
    }

    public List<ResultFormat> all() {
        return formats;
    }
}
