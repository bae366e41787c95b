package dev.mooring.bench;

import java.nio.file.Path;

/**
 * What a benchmark is run with.
 *
 * @param jar the packaged server
 * @param work a folder for what it leaves while it runs
 */
record Setting(Path jar, Path work, Size size) {}
