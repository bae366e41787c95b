package dev.mooring.services.posted;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mooring.api.request.Fields;
import dev.mooring.language.DisplayName;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.ScopeDefinition;
import dev.mooring.language.service.ScopeDefinition.Access;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.services.posted.PostedService.PostedApi;
import dev.mooring.services.posted.PostedService.PostedParameter;
import dev.mooring.services.posted.PostedService.PostedScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a definition of a posted service, or tells everything that is wrong with it at once. Takes
 * no secret into the definition. Thread-safe.
 */
public final class ServiceReader {

    private static final int MOST_SCOPES = 500;
    private static final int MOST_BASE_URLS = 20;
    private static final int MOST_PARAMETERS = 20;
    private static final int LONGEST_PATTERN = 500;
    private static final int LONGEST_VALUE = 255;

    /** RFC 6749 §3.3: scope-token. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}");

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,49}");

    private final boolean loopbackHttp;

    /**
     * A reader for one kind of installation.
     *
     * @param loopbackHttp whether plain http to this machine is taken, as in development
     */
    public ServiceReader(boolean loopbackHttp) {
        this.loopbackHttp = loopbackHttp;
    }

    /**
     * Reads a posted service.
     *
     * @throws Refusal {@code request.invalid} with an error for each field that is wrong
     */
    public ReadService read(PostedService posted) {
        var fields = new Fields();
        var parameters = parameters(fields, posted.parameters());
        var urls = new Url(loopbackHttp, fields, parameters);
        var name = name(fields, posted.name());
        var linkName = linkName(fields, posted.linkName(), name);
        var auth = new AuthReader(fields, urls).read(posted.auth());
        var definition =
                new ServiceDefinition(
                        name,
                        linkName.value(),
                        text(fields, "/description", posted.description(), 1000),
                        text(fields, "/category", posted.category(), 50),
                        auth,
                        scopes(fields, posted.scopes(), separator(auth)),
                        baseUrls(fields, urls, posted.api()),
                        parameters);
        fields.check();
        var client = posted.auth();
        return new ReadService(
                linkName,
                definition,
                client == null ? null : client.clientId(),
                client == null ? null : client.clientSecret());
    }

    /**
     * Checks a client's id and secret that are posted by themselves.
     *
     * @return the client id
     * @throws Refusal {@code request.invalid}
     */
    public static String checkClient(@Nullable String clientId, @Nullable String clientSecret) {
        var fields = new Fields();
        var id = fields.required("/clientId", clientId, "");
        AuthReader.checkClient(fields, "", clientId, clientSecret);
        fields.check();
        return id;
    }

    private static String name(Fields fields, @Nullable String value) {
        if (value == null) {
            return fields.required("/name", value, "");
        }
        try {
            return DisplayName.parse("/name", value).value();
        } catch (Refusal refusal) {
            note(fields, refusal);
            return "";
        }
    }

    private static LinkName linkName(Fields fields, @Nullable String value, String name) {
        try {
            return value == null ? LinkName.from(name) : new LinkName(value);
        } catch (Refusal refusal) {
            note(fields, refusal);
            return LinkName.from(name);
        }
    }

    private static String text(Fields fields, String pointer, @Nullable String value, int max) {
        return value == null ? "" : fields.text(pointer, value, 0, max);
    }

    private static @Nullable String separator(Auth auth) {
        return auth instanceof Auth.OAuth2AuthorizationCode code ? code.scopeSeparator() : null;
    }

    private static List<ScopeDefinition> scopes(
            Fields fields, @Nullable List<PostedScope> posted, @Nullable String separator) {
        var all = Items.of(fields, "/scopes", posted, MOST_SCOPES);
        var names = new HashSet<String>();
        all.forEach(scope -> names.add(String.valueOf(scope.name())));
        var seen = new HashSet<String>();
        var scopes = new ArrayList<ScopeDefinition>();
        for (var scope : all) {
            var at = "/scopes/" + scopes.size();
            var name = scopeName(fields, at + "/name", scope.name(), separator);
            if (!seen.add(name)) {
                fields.wrong(at + "/name", "duplicate", "Another scope has this name");
            }
            scopes.add(
                    new ScopeDefinition(
                            name,
                            text(fields, at + "/description", scope.description(), 500),
                            access(fields, at + "/access", scope.access()),
                            implied(fields, at + "/implies", scope.implies(), names)));
        }
        return scopes;
    }

    private static String scopeName(
            Fields fields, String pointer, @Nullable String value, @Nullable String separator) {
        if (value == null) {
            return fields.required(pointer, value, "");
        }
        if (!SCOPE.matches(value)) {
            fields.wrong(
                    pointer,
                    "scope.invalid",
                    "A scope is printable ASCII without space, quote and backslash (RFC 6749 §3.3)");
        } else if (separator != null && value.contains(separator)) {
            fields.wrong(pointer, "scope.separator", "A scope cannot contain the separator");
        }
        return value;
    }

    private static List<Access> access(
            Fields fields, String pointer, @Nullable List<String> posted) {
        var access = new LinkedHashSet<Access>();
        for (var value : Items.of(fields, pointer, posted, Access.values().length)) {
            switch (value) {
                case "create" -> access.add(Access.CREATE);
                case "read" -> access.add(Access.READ);
                case "update" -> access.add(Access.UPDATE);
                case "delete" -> access.add(Access.DELETE);
                default ->
                        fields.wrong(
                                pointer, "unsupported", "One of: create, read, update, delete");
            }
        }
        return List.copyOf(access);
    }

    private static List<String> implied(
            Fields fields, String pointer, @Nullable List<String> posted, Set<String> names) {
        var implied = Items.of(fields, pointer, posted, MOST_SCOPES);
        for (int i = 0; i < implied.size(); i++) {
            if (!names.contains(implied.get(i))) {
                fields.wrong(pointer + "/" + i, "scope.unknown", "The service has no such scope");
            }
        }
        return implied;
    }

    private static List<String> baseUrls(Fields fields, Url urls, @Nullable PostedApi posted) {
        var given =
                Items.of(
                        fields,
                        "/api/baseUrls",
                        posted == null ? null : posted.baseUrls(),
                        MOST_BASE_URLS);
        var read = new LinkedHashSet<String>();
        for (int i = 0; i < given.size(); i++) {
            read.add(urls.base("/api/baseUrls/" + i, given.get(i)));
        }
        return List.copyOf(read);
    }

    private static List<ParameterDefinition> parameters(
            Fields fields, @Nullable List<PostedParameter> posted) {
        var names = new HashSet<String>();
        var parameters = new ArrayList<ParameterDefinition>();
        for (var parameter : Items.of(fields, "/parameters", posted, MOST_PARAMETERS)) {
            var at = "/parameters/" + parameters.size();
            var read = parameter(fields, at, parameter);
            if (!names.add(read.name())) {
                fields.wrong(at + "/name", "duplicate", "Another parameter has this name");
            }
            parameters.add(read);
        }
        return parameters;
    }

    private static ParameterDefinition parameter(Fields fields, String at, PostedParameter posted) {
        var name = fields.required(at + "/name", posted.name(), "");
        if (posted.name() != null && !PARAMETER.matches(name)) {
            fields.wrong(
                    at + "/name",
                    "parameter.invalid",
                    "A name starts with a letter and goes on with letters, digits and _");
        }
        var label = posted.label();
        var read =
                new ParameterDefinition(
                        name,
                        label == null ? name : fields.text(at + "/label", label, 1, 50),
                        fields.text(at + "/pattern", posted.pattern(), 1, LONGEST_PATTERN),
                        Boolean.TRUE.equals(posted.required()),
                        posted.defaultValue(),
                        Boolean.TRUE.equals(posted.lowercase()));
        checkPattern(fields, at, read);
        return read;
    }

    private static void checkPattern(Fields fields, String at, ParameterDefinition parameter) {
        if (parameter.pattern().length() > LONGEST_PATTERN) {
            return;
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(parameter.pattern());
        } catch (PatternSyntaxException e) {
            fields.wrong(at + "/pattern", "pattern.invalid", "This is no pattern in RE2 syntax");
            return;
        }
        var value = parameter.defaultValue();
        if (value != null && (value.length() > LONGEST_VALUE || !pattern.matches(value))) {
            fields.wrong(at + "/default", "parameter.invalid", "It does not match the pattern");
        }
    }

    private static void note(Fields fields, Refusal refusal) {
        refusal.errors()
                .forEach(error -> fields.wrong(error.pointer(), error.code(), error.detail()));
    }
}
