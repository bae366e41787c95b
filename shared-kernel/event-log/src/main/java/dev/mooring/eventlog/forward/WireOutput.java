package dev.mooring.eventlog.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.eventlog.format.SealedCommit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes what nodes tell each other: a version, then numbers, and bytes after their length. */
final class WireOutput {

    /** A node that does not know it refuses, so that nodes of two versions race for slots. */
    static final int VERSION = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    WireOutput() {
        count(VERSION);
    }

    WireOutput count(int count) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        return this;
    }

    WireOutput number(long number) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    WireOutput text(String text) {
        return bytes(text.getBytes(UTF_8));
    }

    WireOutput bytes(byte[] some) {
        count(some.length);
        bytes.writeBytes(some);
        return this;
    }

    WireOutput commit(SealedCommit commit) {
        text(commit.workspace()).text(commit.id()).count(commit.keys().size());
        commit.keys().forEach(this::text);
        count(commit.events().size());
        commit.events().forEach(event -> bytes(event.json()));
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
