package io.slipway.core.local.store;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A result as a file: its key as a digest, so that an entry under a wrong name is noticed, then the encoded result. */
final class ActionEntry {
    private static final int KEY_BYTES = 40;

    private ActionEntry() {}

    static ByteBuffer[] encode(ActionKey key, ActionResult result) {
        byte[] name = new CanonicalOutput().writeDigest(digestOf(key)).toByteArray();
        return new ByteBuffer[] {ByteBuffer.wrap(name), ByteBuffer.wrap(result.encode())};
    }

    /**
     * @throws MalformedContentException when the bytes are damaged or belong to another key
     */
    static ActionResult decode(ActionKey key, byte[] bytes) {
        if (!new CanonicalInput(bytes).readDigest().equals(digestOf(key))) {
            throw new MalformedContentException("key of a result");
        }
        return ActionResult.decode(Arrays.copyOfRange(bytes, KEY_BYTES, bytes.length));
    }

    static boolean isSound(ActionKey key, byte[] bytes) {
        try {
            decode(key, bytes);
            return true;
        } catch (MalformedContentException e) {
            return false;
        }
    }

    private static Digest digestOf(ActionKey key) {
        return new Digest(key.hash(), 0);
    }
}
