package dev.cairn.chaos;

import java.nio.file.Path;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A control plane in its own process, until it is killed or ended by SIGTERM. */
final class ControlPlaneProcess {
    private ControlPlaneProcess() {}

    /** Arguments: JDBC URL with user and password, name, milliseconds of its lease, artifacts, where it stops, at which. */
    public static void main(String[] arguments) throws InterruptedException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        database.setConnectTimeout(2);
        CrashPoint crashPoint = new CrashPoint(CrashPoint.Moment.valueOf(arguments[4]), Integer.parseInt(arguments[5]));
        ChaosControlPlane controlPlane = ChaosControlPlane.of(
                crashPoint.around(database),
                arguments[1],
                Duration.ofMillis(Long.parseLong(arguments[2])),
                Path.of(arguments[3]),
                Duration.ofSeconds(5));
        controlPlane.cluster().onCall(call -> crashPoint.at(CrashPoint.Moment.CALL, call));
        Runtime.getRuntime().addShutdownHook(new Thread(controlPlane.executor()::close));
        controlPlane.executor().start();
        System.out.println("started " + arguments[1]);
        System.out.flush();
        Thread.currentThread().join();
    }
}
