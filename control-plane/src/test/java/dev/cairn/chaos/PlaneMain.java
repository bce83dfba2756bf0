package dev.cairn.chaos;

import java.nio.file.Path;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A control plane in a process of its own, until it is killed or told to end by SIGTERM. */
final class PlaneMain {
    private PlaneMain() {}

    /** Arguments: JDBC URL with user and password, name, milliseconds of its lease, artifacts, where it stops, at which. */
    public static void main(String[] arguments) throws InterruptedException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        database.setConnectTimeout(2);
        Fuse fuse = new Fuse(Fuse.Where.valueOf(arguments[4]), Integer.parseInt(arguments[5]));
        Plane plane = Plane.of(
                fuse.around(database),
                arguments[1],
                Duration.ofMillis(Long.parseLong(arguments[2])),
                Path.of(arguments[3]),
                Duration.ofSeconds(5));
        plane.world().onCall(call -> fuse.at(Fuse.Where.CALL, call));
        Runtime.getRuntime().addShutdownHook(new Thread(plane.executor()::close));
        plane.executor().start();
        System.out.println("started " + arguments[1]);
        System.out.flush();
        Thread.currentThread().join();
    }
}
