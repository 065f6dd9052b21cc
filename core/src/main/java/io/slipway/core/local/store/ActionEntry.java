package io.slipway.core.local.store;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.MalformedContentException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A result as a file: its key in 32 bytes, so that an entry under a wrong name is noticed, then the encoded result. */
final class ActionEntry {
    private static final int KEY_BYTES = 32;

    private ActionEntry() {}

    static ByteBuffer[] encode(ActionKey key, ActionResult result) {
        return new ByteBuffer[] {ByteBuffer.wrap(bytesOf(key)), ByteBuffer.wrap(result.encode())};
    }

    /**
     * @throws MalformedContentException when the bytes are damaged or belong to another key
     */
    static ActionResult decode(ActionKey key, byte[] bytes) {
        if (bytes.length < KEY_BYTES || !Arrays.equals(bytes, 0, KEY_BYTES, bytesOf(key), 0, KEY_BYTES)) {
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

    private static byte[] bytesOf(ActionKey key) {
        byte[] bytes = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            int high = Character.digit(key.hash().charAt(2 * i), 16);
            bytes[i] = (byte) (high << 4 | Character.digit(key.hash().charAt(2 * i + 1), 16));
        }
        return bytes;
    }
}
