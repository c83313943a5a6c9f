//! Protobuf's wire format: what of it a vector tile needs.

/// How a field's value is written.
#[derive(Clone, Copy)]
enum Wire {
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
}

/// A whole number in as few bytes as it needs, seven bits in each, the lowest first.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Signed numbers in turns, 0, -1, 1, -2, so that small ones stay small.
pub fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

pub fn put_number(out: &mut Vec<u8>, field: u64, value: u64) {
    put_key(out, field, Wire::Varint);
    put_varint(out, value);
}

pub fn put_double(out: &mut Vec<u8>, field: u64, value: f64) {
    put_key(out, field, Wire::Fixed64);
    out.extend(value.to_le_bytes());
}

pub fn put_bytes(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    put_head(out, field, bytes.len());
    out.extend_from_slice(bytes);
}

/// What stands before the bytes of a text or a message.
pub fn put_head(out: &mut Vec<u8>, field: u64, bytes: usize) {
    put_key(out, field, Wire::Bytes);
    put_varint(out, bytes as u64);
}

fn put_key(out: &mut Vec<u8>, field: u64, wire: Wire) {
    put_varint(out, field << 3 | wire as u64);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the encoding's own description, <https://protobuf.dev/programming-guides/encoding/>.
    #[test]
    fn published_examples() {
        let written = |put: &dyn Fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            put(&mut out);
            out
        };
        assert_eq!(written(&|out| put_number(out, 1, 150)), [0x08, 0x96, 0x01]);
        assert_eq!(written(&|out| put_bytes(out, 2, b"testing"))[..4], [0x12, 0x07, 0x74, 0x65]);
        assert_eq!([0, -1, 1, -2, i64::from(i32::MAX)].map(zigzag), [0, 1, 2, 3, 0xffff_fffe]);
    }
}
