package io.slipway.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Which Slipway this is, as its jar says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "slipway " + Objects.requireNonNullElse(version, "(not from a jar)") + ", java " + Runtime.version()
        };
    }
}
