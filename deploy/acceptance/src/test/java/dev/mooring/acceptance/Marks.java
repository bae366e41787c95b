package dev.mooring.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Texts to be looked for, each by a name that can be told. A text counts as found in any of the
 * encodings that bytes on their way through a program take.
 */
final class Marks {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** A new text that stands nowhere yet. */
    String fresh(String name) {
        var value = "canary-" + name.replace(' ', '-') + "-" + UUID.randomUUID();
        add(name, value);
        return value;
    }

    /** Another text, which something else has made. */
    void add(String name, String value) {
        if (value.length() < 16) {
            throw new IllegalArgumentException(name + " is too short to be found by no accident");
        }
        values.put(name, value);
    }

    /** Names of those that are in there, with how they were encoded. */
    List<String> foundIn(byte[] bytes) {
        // Byte for byte, so that one fast search serves text and binary alike.
        var text = new String(bytes, ISO_8859_1);
        return values.entrySet().stream()
                .flatMap(mark ->
                        encodings(mark.getValue()).entrySet().stream()
                                .filter(encoding ->
                                        encoding.getValue().stream().anyMatch(text::contains))
                                .map(encoding -> mark.getKey() + ", " + encoding.getKey()))
                .toList();
    }

    List<String> foundIn(String text) {
        return foundIn(text.getBytes(UTF_8));
    }

    private static Map<String, Set<String>> encodings(String value) {
        var bytes = value.getBytes(UTF_8);
        var encodings = new LinkedHashMap<String, Set<String>>();
        encodings.put("in plain", Set.of(new String(bytes, ISO_8859_1)));
        encodings.put(
                "in UTF-16",
                Set.of(
                        new String(value.getBytes(UTF_16LE), ISO_8859_1),
                        new String(value.getBytes(UTF_16BE), ISO_8859_1)));
        encodings.put(
                "in hex",
                Set.of(
                        HexFormat.of().formatHex(bytes),
                        HexFormat.of().withUpperCase().formatHex(bytes)));
        encodings.put("in base64", base64(bytes));
        var encoded = URLEncoder.encode(value, UTF_8);
        if (!encoded.equals(value)) {
            encodings.put("in a form", Set.of(encoded));
        }
        return encodings;
    }

    /** What of it is the same wherever it begins within a longer encoded text. */
    private static Set<String> base64(byte[] bytes) {
        var texts = new LinkedHashSet<String>();
        for (int before = 0; before < 3; before++) {
            var shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            var whole = Arrays.copyOf(shifted, shifted.length / 3 * 3);
            for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                texts.add(encoder.encodeToString(whole).substring(before == 0 ? 0 : 4));
            }
        }
        return texts;
    }
}
