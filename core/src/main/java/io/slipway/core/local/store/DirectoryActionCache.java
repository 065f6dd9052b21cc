package io.slipway.core.local.store;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.MalformedContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Results as files of a directory, each under its key and with its own checksum. A look-up reads one file.
 *
 * <p>Written aside and renamed, never synced; an entry that is torn, damaged or under a wrong name is set aside in
 * {@code quarantine/}, told to the {@link StoreListener}, and a miss. Thread-safe, and safe for several processes.
 */
final class DirectoryActionCache implements ActionCache {
    private final StoreFiles files;

    DirectoryActionCache(StoreFiles files) {
        this.files = files;
    }

    @Override
    public Optional<ActionResult> find(ActionKey key) {
        files.use();
        Path entry = files.actionOf(key);
        if (files.isAbsent(entry)) return Optional.empty();
        try {
            ActionResult result = ActionEntry.decode(key, files.read(entry));
            // a collection that took the entry since will not find it used, so what it names may go with it
            return files.isStillThere(entry) ? Optional.of(result) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (MalformedContentException e) {
            files.quarantine(entry);
            return Optional.empty();
        } catch (IOException e) {
            throw files.cannot("look up " + key, e);
        }
    }

    @Override
    public void put(ActionKey key, ActionResult result) {
        files.use();
        try {
            files.write(files.actionOf(key), ActionEntry.encode(key, result));
        } catch (IOException e) {
            throw files.cannot("keep the result of " + key, e);
        }
    }

    @Override
    public void remove(ActionKey key) {
        try {
            Files.deleteIfExists(files.actionOf(key));
        } catch (IOException e) {
            throw files.cannot("forget " + key, e);
        }
    }
}
