package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** Recomputes the worked example of FORMAT.md from its text, without the code that it documents. */
class FormatExampleTest {

    private static final HexFormat HEX = HexFormat.of();

    private final String text = read();
    private final List<String> events = all("```json\n(.*?)\n```");
    private final List<String> leaves = all("Its hash: `([0-9a-f]{64})`");
    private final BsonDocument document = BsonDocument.parse(all("```bson\n(.*?)\n```").getFirst());

    @Test
    void theDocumentHoldsTheEventsAsTheyAreShown() {
        var stored = document.getArray("e").stream().map(e -> e.asBinary().getData()).toList();

        assertThat(stored).hasSize(2);
        for (int i = 0; i < stored.size(); i++) {
            assertThat(new String(stored.get(i), UTF_8)).isEqualTo(events.get(i));
        }
    }

    @Test
    void theEventHashesAreLeafHashes() throws Exception {
        for (int i = 0; i < events.size(); i++) {
            assertThat(sha256(concat(new byte[1], events.get(i).getBytes(UTF_8))))
                    .isEqualTo(leaves.get(i));
        }
    }

    @Test
    void theCommitHashIsThatOfTheListedBytes() throws Exception {
        var listed = String.join("", all("\\| [^|]+ \\| `([0-9a-f]+)` \\|"));

        assertThat(sha256(HEX.parseHex(listed))).isEqualTo(all("It is `(.*?)`").getFirst());
        assertThat(HEX.formatHex(document.getBinary("hash").getData()))
                .isEqualTo(all("It is `(.*?)`").getFirst());
        assertThat(listed).isEqualTo(HEX.formatHex(hashedOf(document)));
    }

    @Test
    void theCodeReadsAndWritesTheDocument() {
        var commit = CommitDocument.fromBson(document);

        assertThat(commit.isIntact()).isTrue();
        assertThat(commit.toBson()).isEqualTo(document);
        assertThat(commit.toBson().toJson()).isEqualTo(document.toJson());
        assertThat(commit.content().events())
                .allSatisfy(e -> assertThat(Envelope.parse(e).toBytes()).isEqualTo(e));
        assertThat(commit.content().events())
                .extracting(event -> event.leaf().toString())
                .isEqualTo(leaves);
    }

    /** As the page says it. */
    private byte[] hashedOf(BsonDocument commit) {
        var workspace = commit.getString("w").getValue().getBytes(UTF_8);
        var id = commit.getString("c").getValue().getBytes(UTF_8);
        return concat(
                "mooring1".getBytes(UTF_8),
                commit.getBinary("prev").getData(),
                ByteBuffer.allocate(8).putLong(commit.getInt64("_id").getValue()).array(),
                ByteBuffer.allocate(8).putLong(commit.getInt64("first").getValue()).array(),
                ByteBuffer.allocate(4).putInt(commit.getInt32("n").getValue()).array(),
                ByteBuffer.allocate(8).putLong(commit.getDateTime("at").getValue()).array(),
                ByteBuffer.allocate(4).putInt(workspace.length).array(),
                workspace,
                ByteBuffer.allocate(4).putInt(id.length).array(),
                id,
                HEX.parseHex(leaves.get(0)),
                HEX.parseHex(leaves.get(1)));
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private List<String> all(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("FORMAT.md"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
