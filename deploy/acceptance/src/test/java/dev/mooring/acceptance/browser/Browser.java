package dev.mooring.acceptance.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Chromium, driven by {@code browser/browser.mjs}. Whoever is named has cookies of their own
 * in it. Screenshots of every page lie in its folder. Not thread-safe.
 */
public final class Browser implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path SCRIPT = Path.of("browser", "browser.mjs").toAbsolutePath();

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;
    private int pages;

    private Browser(Process process) {
        this.process = process;
        this.requests = process.outputWriter();
        this.answers = process.inputReader();
    }

    /**
     * Starts one.
     *
     * @param folder for its screenshots
     */
    static Browser start(Chromium chromium, Path folder) {
        try {
            Files.createDirectories(folder);
            var browser =
                    new Browser(
                            new ProcessBuilder(
                                            chromium.node().toString(),
                                            SCRIPT.toString(),
                                            chromium.program().toString(),
                                            folder.toString())
                                    .redirectError(folder.resolve("browser.log").toFile())
                                    .start());
            browser.answer();
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes to an address. */
    public Arrival open(String person, URI url) {
        return arrival(Map.of("do", "open", "person", person, "url", url.toString()));
    }

    /**
     * Clicks, and waits for the page that it leads to.
     *
     * @param selector of the button or link, in CSS or Playwright's own terms
     */
    public Arrival press(String person, String selector) {
        return arrival(Map.of("do", "press", "person", person, "selector", selector));
    }

    /**
     * What happened since the last call and no page of ours should cause: scripts that fail,
     * policies that are violated, requests that leave this machine.
     */
    public List<String> troubles() {
        return ask(Map.of("do", "troubles"))
                .path("troubles")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** The script closes its browser when its input ends. */
    @Override
    public void close() {
        try (requests;
                answers) {
            requests.close();
            process.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Arrival arrival(Map<String, String> request) {
        var withScreenshot = new HashMap<>(request);
        withScreenshot.put("screenshot", "%02d-%s".formatted(++pages, request.get("person")));
        var page = ask(withScreenshot);
        return new Arrival(
                page.path("url").asString(),
                page.path("status").asInt(),
                page.path("title").asString(),
                page.path("text").asString());
    }

    private JsonNode ask(Map<String, String> request) {
        try {
            requests.write(JSON.writeValueAsString(request));
            requests.write('\n');
            requests.flush();
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode answer() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("the browser ended; why stands in its browser.log");
        }
        var answer = JSON.readTree(line);
        if (answer.has("error")) {
            throw new IllegalStateException(answer.path("error").asString());
        }
        return answer;
    }
}
