package dev.cairn.retention;

import dev.cairn.ids.ExperimentId;
import java.util.List;
import java.util.Map;

/**
 * What deleting an experiment would remove.
 *
 * @param runs number of its runs
 * @param rows number of rows by table
 * @param files number of files and directories of artifacts
 * @param fileBytes their size
 * @param obstacles why it can't be deleted now; empty if it can
 */
public record DeletionPreview(
        ExperimentId experiment,
        String name,
        int runs,
        Map<String, Long> rows,
        long files,
        long fileBytes,
        List<String> obstacles) {}
