package dev.mooring.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that this was built as. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Mooring.class.getPackage().getImplementationVersion();
        return new String[] {"mooring " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
