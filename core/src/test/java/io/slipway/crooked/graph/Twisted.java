package io.slipway.crooked.graph;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.slipway.crooked.pipeline.Upstairs;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Breaks every rule of the map, so that {@code ArchitectureTest} can show that it sees. */
public final class Twisted {
    private Twisted() {}

    public static int borrowed(JavaClasses classes) {
        return classes.size();
    }

    static List<Object> asked(Upstairs upstairs) {
        return List.of(
                upstairs,
                System.nanoTime(),
                Instant.now(),
                UUID.randomUUID(),
                new Random(),
                new Thread(() -> {}),
                CompletableFuture.supplyAsync(() -> 1),
                CompletableFuture.supplyAsync(() -> 1, Runnable::run));
    }
}
