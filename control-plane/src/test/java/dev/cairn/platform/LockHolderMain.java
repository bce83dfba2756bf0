package dev.cairn.platform;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Holds HOME until it is killed. */
final class LockHolderMain {
    private LockHolderMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (HomeLock lock = HomeLock.take(Home.at(Path.of(arguments[0])))) {
            System.out.println("locked " + lock.home());
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }
}
