//! Names in a request → numbers in the columns.

use crate::store::Names;

/// The numbers of these names, or `None` (everything) where none is given. A value may hold several names, separated by
/// commas, unless it is a name as it stands.
///
/// # Errors
/// The first name that nothing bears.
pub fn numbers<T: TryFrom<u32> + Ord>(given: &[String], names: &Names) -> Result<Option<Vec<T>>, String> {
    let mut chosen = Vec::new();
    for value in given {
        match number(value, names) {
            Some(number) => chosen.push(number),
            None => chosen.extend(listed(value, names)?),
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok(Some(chosen).filter(|chosen| !chosen.is_empty()))
}

fn number<T: TryFrom<u32>>(name: &str, names: &Names) -> Option<T> {
    T::try_from(names.id(name)?).ok()
}

fn listed<T: TryFrom<u32>>(value: &str, names: &Names) -> Result<Vec<T>, String> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| number(part, names).ok_or_else(|| part.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(given: &[&str]) -> Result<Option<Vec<u16>>, String> {
        let names = ["噪音", "Street, sidewalk", "Trees"].into_iter().collect();
        let given: Vec<String> = given.iter().map(|&name| name.to_owned()).collect();
        numbers(&given, &names)
    }

    #[test]
    fn names_may_be_repeated_or_listed_and_may_hold_commas() {
        assert_eq!(chosen(&["Trees", "噪音"]), Ok(Some(vec![0, 2])));
        assert_eq!(chosen(&["Trees,噪音,Trees"]), Ok(Some(vec![0, 2])));
        assert_eq!(chosen(&["Street, sidewalk"]), Ok(Some(vec![1])));
    }

    #[test]
    fn nothing_chosen_is_everything() {
        assert_eq!(chosen(&[]), Ok(None));
        assert_eq!(chosen(&[""]), Ok(None));
    }

    #[test]
    fn an_unknown_name_is_told() {
        assert_eq!(chosen(&["Trees,Moon"]), Err("Moon".to_owned()));
    }
}
