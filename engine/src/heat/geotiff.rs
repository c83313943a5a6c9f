//! Rasters for analysts: GeoTIFF (OGC 19-008r4), 32-bit floats in EPSG:3857.

use super::raster::Raster;
use std::io::Cursor;
use tiff::TiffResult;
use tiff::encoder::colortype::Gray32Float;
use tiff::encoder::{Compression, TiffEncoder};
use tiff::tags::Tag;

/// Header of the key directory, then GTModelType = projected, GTRasterType = pixel is area, ProjectedCRS = EPSG:3857.
const GEO_KEYS: [u16; 16] = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 3857];

impl Raster {
    /// The raster as a GeoTIFF, deflated; pixels without a value are NaN.
    ///
    /// # Errors
    /// When the raster is empty.
    pub fn geotiff(&self) -> TiffResult<Vec<u8>> {
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder =
            TiffEncoder::new(&mut bytes)?.with_compression(Compression::Deflate(Default::default()));
        let mut image = encoder.new_image::<Gray32Float>(self.width() as u32, self.height() as u32)?;
        let [west, _, east, north] = self.bounds().to_metres();
        let pixel = (east - west) / self.width() as f64;
        let tags = image.encoder();
        tags.write_tag(Tag::ModelPixelScaleTag, &[pixel, pixel, 0.0][..])?;
        tags.write_tag(Tag::ModelTiepointTag, &[0.0, 0.0, 0.0, west, north, 0.0][..])?;
        tags.write_tag(Tag::GeoKeyDirectoryTag, &GEO_KEYS[..])?;
        tags.write_tag(Tag::GdalNodata, "nan")?;
        image.write_data(self.values())?;
        Ok(bytes.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use crate::heat::raster::{Raster, Window};
    use tiff::decoder::{Decoder, DecodingResult};
    use tiff::tags::Tag;

    #[test]
    fn values_come_back_with_their_place() {
        let values = vec![0.0, 1.5, f32::NAN, 7.25, 1e-9, 3e9];
        let raster = Raster { window: Window { level: 1, min: [0, 1], size: [3, 2] }, values: values.clone() };
        let bytes = raster.geotiff().unwrap();
        let mut decoder = Decoder::new(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(decoder.dimensions().unwrap(), (3, 2));
        // Half the world is 20,037,508.34 m wide, and the second row of level 1 begins at the equator.
        let half = 20_037_508.342_789_244;
        let tie = decoder.get_tag_f64_vec(Tag::ModelTiepointTag).unwrap();
        assert!((tie[3] + half).abs() < 1e-6 && tie[4].abs() < 1e-6, "{tie:?}");
        let scale = decoder.get_tag_f64_vec(Tag::ModelPixelScaleTag).unwrap();
        assert!((scale[0] - half).abs() < 1e-6, "{scale:?}");
        let DecodingResult::F32(read) = decoder.read_image().unwrap() else { panic!() };
        assert_eq!(
            read.iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
            values.iter().map(|v| v.to_bits()).collect::<Vec<_>>()
        );
    }
}
