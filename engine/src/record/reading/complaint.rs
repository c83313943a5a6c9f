//! Complaints from rows, with privacy applied before anything else sees them.

use super::reader::FromRow;
use super::row_fields::RowFields;
use crate::record::{
    Complaint, Field, LocationQuality, Oddity, Rejection, masked_name, without_personal_numbers,
};

impl FromRow for Complaint {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        let id = fields.required_code(Field::Id)?;
        let time = fields.required_time(Field::Time)?;
        let place = fields.point()?;
        let (phone, name) = (fields.text(Field::Phone), fields.text(Field::Caller));
        Ok(Self {
            id,
            time,
            channel: fields.string(Field::Channel),
            category: category(fields, Field::Category),
            subcategory: category(fields, Field::Subcategory),
            title: public_text(fields, Field::Title),
            text: public_text(fields, Field::Text),
            address: public_text(fields, Field::Address),
            place,
            quality: if place.is_some() { LocationQuality::Coordinates } else { LocationQuality::None },
            street: fields.string(Field::Street),
            community: fields.code(Field::Community)?,
            grid: fields.code(Field::Grid)?,
            compound: fields.string(Field::Compound),
            building: fields.code(Field::Building)?,
            caller: fields.reading.secret.key(phone.as_deref(), name.as_deref()),
            caller_name: name.as_deref().and_then(masked_name),
            unit: fields.string(Field::Unit),
            status: fields.string(Field::Status),
            dispatched: fields.time(Field::Dispatched),
            deadline: fields.time(Field::Deadline),
            closed: fields.time(Field::Closed),
        })
    }
}

fn public_text(fields: &mut RowFields<'_>, field: Field) -> Option<String> {
    let text = fields.text(field)?;
    let public = without_personal_numbers(&text);
    if public != text {
        fields.warn_value(field, "", Oddity::PersonalNumber);
    }
    Some(public.into_owned())
}

/// A category without the number some systems put before it: `12.环境卫生`.
fn category(fields: &RowFields<'_>, field: Field) -> Option<String> {
    let text = fields.text(field)?;
    let (number, name) = text.split_once(['.', '．', '、']).unwrap_or(("", &text));
    let numbered = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && !name.trim().is_empty();
    let fraction = name.bytes().all(|b| b.is_ascii_digit());
    Some(if numbered && !fraction { name.trim() } else { &text }.to_owned())
}
