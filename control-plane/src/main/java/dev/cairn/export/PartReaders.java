package dev.cairn.export;

import dev.cairn.export.parquet.EncodedGroup;
import dev.cairn.export.parquet.ParquetStream;
import dev.cairn.export.parquet.RowGroupEncoder;
import dev.cairn.history.BulkAnswer;
import dev.cairn.history.Column;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and encodes the parts of an answer, as many at a time as it has connections. The row groups are written in the
 * order of the parts; until one is, its thread waits, so that each thread keeps at most one.
 */
final class PartReaders implements AutoCloseable {
    private final BulkAnswer answer;
    private final List<Column> columns;
    private final List<SynchronousQueue<Delivery>> deliveries;
    private final AtomicInteger next;
    private final ExecutorService threads;

    PartReaders(BulkAnswer answer, List<Column> columns) {
        this.answer = answer;
        this.columns = columns;
        this.deliveries = IntStream.range(0, answer.parts())
                .mapToObj(part -> new SynchronousQueue<Delivery>())
                .toList();
        this.next = new AtomicInteger(answer.connections());
        this.threads = Executors.newFixedThreadPool(
                answer.connections(),
                Thread.ofPlatform().daemon().name("export-", 0).factory());
    }

    /** The next row group of a part, or why reading it failed; with neither, the part has ended. */
    private record Delivery(
            @Nullable EncodedGroup group, @Nullable Throwable failure) {}

    /** Writes all rows. */
    void writeTo(ParquetStream file) throws IOException {
        boolean whole = false;
        try {
            for (int i = 0; i < answer.connections(); i++) {
                int connection = i;
                threads.execute(() -> readParts(connection));
            }
            for (SynchronousQueue<Delivery> part : deliveries) {
                for (EncodedGroup group = group(part); group != null; group = group(part)) {
                    file.append(group);
                }
            }
            whole = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while rows were read");
        } finally {
            if (!whole) {
                answer.interrupt();
            }
        }
    }

    private static @Nullable EncodedGroup group(SynchronousQueue<Delivery> part)
            throws IOException, InterruptedException {
        Delivery delivery = part.take();
        return switch (delivery.failure()) {
            case null -> delivery.group();
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        };
    }

    private void readParts(int connection) {
        try (RowGroupEncoder encoder = new RowGroupEncoder(FileColumn.of(columns))) {
            // The first connection has begun the first part.
            for (int part = connection; part < answer.parts(); part = next.getAndIncrement()) {
                readPart(connection, part, encoder);
            }
        } catch (InterruptedException e) {
            // Nobody takes row groups any more.
            Thread.currentThread().interrupt();
        }
    }

    private void readPart(int connection, int part, RowGroupEncoder encoder) throws InterruptedException {
        SynchronousQueue<Delivery> out = deliveries.get(part);
        CopyReader reader = new CopyReader(columns, batch -> {
            answer.count(batch.rows());
            encoder.add(batch);
            if (encoder.isFull()) {
                out.put(new Delivery(encoder.end(), null));
            }
        });
        try {
            answer.read(connection, part, reader::add);
            reader.finish();
            if (encoder.hasRows()) {
                out.put(new Delivery(encoder.end(), null));
            }
            out.put(new Delivery(null, null));
        } catch (IOException | RuntimeException | Error e) {
            out.put(new Delivery(null, e));
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
