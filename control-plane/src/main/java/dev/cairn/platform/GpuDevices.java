package dev.cairn.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The GPUs of the machine, as {@code nvidia-smi} lists them. */
public final class GpuDevices {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long MIB = 1L << 20;
    private static final String PROGRAM = "nvidia-smi";

    private record Listed(String index, String uuid, long bytes) {
        boolean hasName(String name) {
            // A UUID may be abbreviated as long as it is unambiguous.
            return name.equals(index) || (name.startsWith("GPU-") && uuid.startsWith(name));
        }
    }

    private GpuDevices() {}

    /**
     * The GPUs that {@code CUDA_VISIBLE_DEVICES} allows, in its order.
     *
     * @throws PlatformException if they cannot be listed; the message says why
     */
    public static List<GpuDevice> visible() throws InterruptedException {
        return visible(listing(System.getenv("PATH")), System.getenv("CUDA_VISIBLE_DEVICES"));
    }

    /** @param path directories to search, separated by colons */
    static String listing(@Nullable String path) throws InterruptedException {
        Path program = Stream.of((path == null ? "" : path).split(":", -1))
                .map(directory -> Path.of(directory).resolve(PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        PROGRAM + " is not in PATH: install NVIDIA's driver, or set CAIRN_DEVICE=cpu"));
        Commands.Outcome listed = Commands.run(
                List.of(
                        program.toAbsolutePath().toString(),
                        "--query-gpu=index,uuid,memory.total",
                        "--format=csv,noheader,nounits"),
                Path.of("/"),
                LIMIT);
        if (!listed.succeeded()) {
            throw new PlatformException(PROGRAM + " can't list the GPUs: " + listed.output());
        }
        return listed.output();
    }

    /**
     * @param listing a line for each GPU: number, UUID, MiB
     * @param allowed numbers and UUIDs separated by commas; all devices if null
     */
    static List<GpuDevice> visible(String listing, @Nullable String allowed) {
        List<Listed> all = listing.lines().map(GpuDevices::listed).toList();
        if (allowed == null) {
            return all.stream()
                    .map(gpu -> new GpuDevice(gpu.index(), gpu.bytes()))
                    .toList();
        }
        List<GpuDevice> visible = new ArrayList<>();
        for (String name : allowed.split(",", -1)) {
            String id = name.strip();
            if (!id.isEmpty()) {
                visible.add(new GpuDevice(id, named(id, all).bytes()));
            }
        }
        return List.copyOf(visible);
    }

    private static Listed named(String id, List<Listed> all) {
        return all.stream()
                .filter(gpu -> gpu.hasName(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException("CUDA_VISIBLE_DEVICES names '" + id
                        + "', which nvidia-smi does not list; name one of "
                        + all.stream().map(Listed::index).toList() + " or its UUID"));
    }

    private static Listed listed(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 3 || !fields[2].strip().matches("\\d+")) {
            throw new PlatformException("nvidia-smi lists a GPU as '" + line + "', not as number, UUID and MiB");
        }
        return new Listed(fields[0].strip(), fields[1].strip(), Long.parseLong(fields[2].strip()) * MIB);
    }
}
