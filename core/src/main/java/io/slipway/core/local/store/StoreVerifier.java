package io.slipway.core.local.store;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** One look at every byte of a store. Entries that vanish meanwhile are no concern of it. Confined to one thread. */
final class StoreVerifier {
    private final StoreFiles files;
    private final DirectoryContentStore contentStore;
    private final List<String> damaged = new ArrayList<>();
    private final List<ActionKey> incomplete = new ArrayList<>();
    private long actions;
    private long contents;
    private long bytes;

    StoreVerifier(StoreFiles files) {
        this.files = files;
        this.contentStore = new DirectoryContentStore(files);
    }

    Verification verify() throws IOException {
        for (StoredEntry entry : StoredEntry.listOf(files.contents)) verifyContent(entry);
        for (StoredEntry entry : StoredEntry.listOf(files.actions)) verifyAction(entry);
        return new Verification(actions, contents, bytes, damaged, incomplete);
    }

    private void verifyContent(StoredEntry entry) throws IOException {
        try {
            Digest digest = Digest.of(entry.path());
            if (digest.hash().equals(entry.hash())) {
                contents++;
                bytes += digest.sizeBytes();
            } else {
                quarantine(entry);
            }
        } catch (NoSuchFileException e) {
            return;
        }
    }

    private void verifyAction(StoredEntry entry) throws IOException {
        ActionKey key = new ActionKey(entry.hash());
        try {
            byte[] encoded = Files.readAllBytes(entry.path());
            if (isComplete(ActionEntry.decode(key, encoded))) {
                actions++;
                bytes += encoded.length;
            } else {
                incomplete.add(key);
                Files.deleteIfExists(entry.path());
            }
        } catch (MalformedContentException e) {
            quarantine(entry);
        } catch (NoSuchFileException e) {
            return;
        }
    }

    private void quarantine(StoredEntry entry) {
        damaged.add(files.nameOf(entry.path()));
        files.quarantine(entry.path());
    }

    private boolean isComplete(ActionResult result) {
        for (Digest digest : result.stored()) {
            if (!contentStore.contains(digest)) return false;
        }
        return true;
    }
}
