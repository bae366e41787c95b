package dev.mooring.api.problem;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** What a problem document says (RFC 9457), before it is written. */
record Problem(
        ErrorCode code,
        String detail,
        List<Refusal.FieldError> errors,
        Map<String, Object> extras,
        HttpHeaders headers) {

    static Problem of(ErrorCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of(), new HttpHeaders());
    }

    static Problem of(Refusal refusal) {
        return new Problem(
                refusal.code(),
                refusal.detail(),
                refusal.errors(),
                refusal.extras(),
                new HttpHeaders());
    }

    int status() {
        return Statuses.of(code.kind());
    }
}
