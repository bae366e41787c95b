package dev.mooring.cli;

import dev.mooring.backup.Restore;
import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.SignedNote;
import dev.mooring.proofs.VerifierKey;
import dev.mooring.proofs.export.ExportVerifier;
import dev.mooring.proofs.export.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mooring verify}: of a backup, for operators; of an export, for auditors. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that a backup is whole: every file, and the chain of its logs;",
            "or that an export is: every event, and that all of them lead to what was signed. Needs no server and no network."
        })
final class VerifyCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Mixin private Speech say = new Speech();

    /** One of them. */
    private static final class What {

        @ArgGroup(exclusive = false)
        private @Nullable BackupParts backup;

        @ArgGroup(exclusive = false)
        private @Nullable OfExport export;
    }

    /** An export, and what its reader holds to check it with. */
    private static final class OfExport {

        @Option(
                names = "--export",
                paramLabel = "<file>",
                required = true,
                description =
                        "What GET /v1/audit/export gave; exports may stand one after another.")
        private Path file = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "<key>",
                description =
                        "The verifier key that you hold (GET /v1/audit/checkpoint/key). Without it the one that the"
                                + " export names is taken, which anybody could have put there.")
        private List<String> keys = List.of();

        @Option(
                names = "--checkpoint",
                paramLabel = "<file>",
                description =
                        "A checkpoint that you kept from before: history has to go on from it.")
        private @Nullable Path checkpoint;
    }

    @Override
    public Integer call() throws IOException {
        var export = what.export;
        return export == null ? backup(what.backup) : export(export);
    }

    private int backup(@Nullable BackupParts parts) throws IOException {
        var folders = (parts == null ? new BackupParts() : parts).folders();
        var end = Restore.open(folders, false).verifyLogs();
        say.line(
                "The backup is whole: %d commits up to position %d; the chain ends in %s",
                end.number(), end.position(), end.hash());
        return 0;
    }

    private int export(OfExport export) throws IOException {
        var keys = export.keys.stream().flatMap(String::lines).map(VerifyCommand::key).toList();
        var held = export.checkpoint == null ? null : checkpoint(export.checkpoint, keys);
        try (var file = Files.newInputStream(export.file)) {
            return switch (ExportVerifier.verify(file, keys, held)) {
                case Verdict.Whole whole -> whole(whole, keys.isEmpty());
                case Verdict.Broken broken ->
                        throw new NotVerifiedException(
                                "The export is NOT whole. Line %d%s: %s."
                                        .formatted(
                                                broken.line(),
                                                broken.position() == null
                                                        ? ""
                                                        : ", position " + broken.position(),
                                                broken.reason()));
            };
        } catch (NoSuchFileException e) {
            throw new NotVerifiedException("There is no export at %s.".formatted(export.file));
        }
    }

    private int whole(Verdict.Whole whole, boolean unasked) {
        say.line(
                "The history of %s is whole and unaltered: %d events, from index %d, position %d to index %d, position %d.",
                whole.workspace(),
                whole.to() - whole.from(),
                whole.from(),
                whole.firstPosition(),
                whole.to() - 1,
                whole.lastPosition());
        say.line(
                "It leads to the checkpoint of %d events with the root %s, signed with %s",
                whole.checkpoint().size(), whole.checkpoint().root(), whole.signedBy());
        if (unasked) {
            say.line(
                    "That key is the export's own word. Compare it with the one that you hold, or name that one with --key.");
        }
        return 0;
    }

    private static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new NotVerifiedException(
                    "That is not a verifier key; it reads <name>+<key id>+<key>, as it was given.");
        }
    }

    /** Nothing that somebody else wrote is held against an export. */
    private static Checkpoint checkpoint(Path file, List<VerifierKey> keys) throws IOException {
        try {
            var note = SignedNote.parse(Files.readString(file));
            if (!keys.isEmpty() && keys.stream().noneMatch(note::isSignedBy)) {
                throw new NotVerifiedException(
                        "The checkpoint in %s is not signed with the key that you hold."
                                .formatted(file));
            }
            return Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            throw new NotVerifiedException("There is no checkpoint in %s.".formatted(file));
        } catch (NoSuchFileException e) {
            throw new NotVerifiedException("There is no file %s.".formatted(file));
        }
    }
}
