package io.slipway.cli;

import io.slipway.cli.view.StoreReport;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreArchive;
import io.slipway.core.local.store.StoreListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway cache restore}. */
@Command(
        name = "restore",
        header = "Takes the results of a file that `slipway cache save` wrote into the store.",
        description =
                "Every byte is checked. Whoever wrote the file decides what its results are: take only files of people"
                        + " you trust. Ends with 1 when the file is damaged or is none.")
final class CacheRestoreCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "Written by `slipway cache save`.")
    private String file = "";

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "10G",
            converter = SizeConverter.class,
            description = "Refuse a file that holds more, unpacked; ${DEFAULT-VALUE} when not said.")
    private long maxBytes;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    CacheRestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path source = surroundings.resolve(file);
        Path beside = surroundings.storeDirectory();
        try (DirectoryStore store = DirectoryStore.open(beside, StoreListener.SILENT, surroundings.clock());
                InputStream in = Files.newInputStream(source)) {
            Files.createDirectories(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            StoreArchive.Carried carried = new StoreArchive(store).restore(in, maxBytes, beside);
            surroundings.tell(new StoreReport(beside, surroundings.isJson()).of("restored", carried));
            return ExitCode.DONE;
        } catch (MalformedContentException damaged) {
            surroundings
                    .err()
                    .println("slipway: " + source + " is damaged (" + damaged.getMessage() + "); save it again");
            return ExitCode.TASK_FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot restore " + source + "; see that it is there and the store is writable", e);
        }
    }
}
