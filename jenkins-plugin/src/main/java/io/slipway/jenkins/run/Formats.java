package io.slipway.jenkins.run;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.MalformedContentException;

/** Both ends of a channel are of one version of Slipway, except while one of them was just updated. */
final class Formats {
    private Formats() {}

    static void expect(int format, CanonicalInput in) {
        int found = in.readByte();
        if (found != format)
            throw new MalformedContentException("format " + found + "; restart the controller, which was updated");
    }
}
